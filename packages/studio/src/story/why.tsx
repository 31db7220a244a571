import type { OutlineStep } from '@warmboot/picture';

/** What differs at a step and why, as `warmboot compare` says it. */
export const Why = ({ why }: Pick<OutlineStep, 'why'>) =>
  why.length === 0 ? null : (
    <table class="why">
      <caption class="unseen">What differs, and why</caption>
      <tbody>
        {why.map(({ label, who, sentence }, index) => (
          <tr key={index}>
            <th scope="row">{label}</th>
            <td class="who">{who}</td>
            <td>{sentence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
