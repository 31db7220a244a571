import { Document, isCollection, isScalar, Scalar, visit } from 'yaml';
import type { WrittenScenario } from './story-scenario.js';

/** Columns after which the text of a scenario is folded. */
const WIDTH = 110;
/** Characters of a map that still goes on one line. */
const SHORT = 84;

/** A scenario as YAML for people: short maps on one line, the story as a paragraph. */
export const scenarioText = (scenario: WrittenScenario): string => {
  const document = new Document(scenario);
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === 'steps') return undefined;
      if (isScalar(key) && key.value === 'story' && isScalar(value)) value.type = Scalar.BLOCK_FOLDED;
      if (isCollection(value) && JSON.stringify(value).length <= SHORT) value.flow = true;
      return undefined;
    },
  });
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: true, nullStr: '', singleQuote: true });
};
