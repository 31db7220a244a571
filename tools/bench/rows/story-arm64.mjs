import { costOf } from '../measure.mjs';
import { playedAgain } from '../story.mjs';

export const row = {
  name: 'one story in process on arm64, warm',
  goal: 0.5,
  measure: () => ({ ours: costOf(playedAgain('arm64')) }),
};
