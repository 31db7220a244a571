import { hex } from '@warmboot/address';
import type { AddressMap } from '../map/band.js';

/** Rows of a lane that a person reads. */
const MOST = 200;

/** A map as a table, for those who read rather than look, and for copying. */
export const MapTable = ({ map }: { map: AddressMap }) => (
  <table class="ranges">
    <thead>
      <tr>
        <th scope="col">from</th>
        <th scope="col">to</th>
        <th scope="col">what</th>
      </tr>
    </thead>
    {map.lanes.map(({ name, title, bands, note }) => (
      <tbody key={name}>
        <tr>
          <th colSpan={3} scope="rowgroup">
            {note === undefined ? title : `${title} — ${note}`}
          </th>
        </tr>
        {bands.slice(0, MOST).map(({ start, end, words, depth }, index) => (
          <tr key={index}>
            <td>{hex(start)}</td>
            <td>{hex(end - 1)}</td>
            <td>{`${'  '.repeat(depth)}${words}`}</td>
          </tr>
        ))}
        {bands.length > MOST ? (
          <tr>
            <td colSpan={3}>{`and ${bands.length - MOST} more`}</td>
          </tr>
        ) : null}
      </tbody>
    ))}
  </table>
);
