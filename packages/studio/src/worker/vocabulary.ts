import type { Framework } from '@warmboot/core';
import type { Vocabulary } from './model-api.js';

/** The words of a framework's plugins that the page offers. */
export const vocabularyOf = ({ architectures, policies, profiles }: Framework): Vocabulary => ({
  architectures: architectures
    .all()
    .map(({ name, builds }) => ({ name, pageSizes: builds?.pageSizes ?? [] })),
  policies: policies.all().map(({ name, summary }) => ({ name, title: summary })),
  profiles: profiles.all().map(({ name }) => ({ name })),
});
