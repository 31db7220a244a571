import type { Lines } from './bring-api.js';
import { runsOf } from './ansi.js';

interface AnswerTextProps {
  /** The command that prints the same. */
  readonly command: string;
  readonly lines: Lines;
}

/** What the command prints, as it prints it, under the command. */
export const AnswerText = ({ command, lines }: AnswerTextProps) => (
  <figure class="printed">
    <figcaption>
      <code>{command}</code>
    </figcaption>
    <pre tabIndex={0} aria-label={`What ${command} prints`}>
      {lines.map((line, index) => (
        <span key={index} class="line">
          {runsOf(line).map(({ text, classes }, at) => (
            <span key={at} class={classes}>
              {text}
            </span>
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  </figure>
);
