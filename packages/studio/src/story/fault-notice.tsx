import { fault } from '../player/player.js';

/** What is wrong with the scenario, in the model's words; the story that was played before stays below. */
export const FaultNotice = () => {
  const { value } = fault;
  return (
    <div role="alert">
      {value === undefined ? null : (
        <p class="fault">
          {value.line === undefined
            ? ''
            : `line ${value.line}${value.column === undefined ? '' : `, column ${value.column}`}: `}
          {value.message}
          {value.advice === undefined ? null : <span class="more">{value.advice}</span>}
        </p>
      )}
    </div>
  );
};
