import { MAP_STYLE } from '@warmboot/picture';
import { outline, scenarioText, storyAsPage } from '../player/player.js';

/** Gives the reader a file. */
const give = (name: string, type: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** The story's name as a file's. */
const fileName = (): string =>
  (outline.value?.name ?? 'story')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'story';

/** The scenario, as it is written in the page. */
export const saveScenario = (): void => give(`${fileName()}.yaml`, 'application/yaml', scenarioText());

/** The whole story as one HTML file. */
export const savePage = async (): Promise<void> =>
  give(`${fileName()}.html`, 'text/html', await storyAsPage());

/** A map as a picture that can stand anywhere, with its colours in it. */
export const saveMap = (svg: SVGSVGElement, architecture: string): void => {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = document.createElementNS(svg.namespaceURI, 'style');
  style.textContent = `svg { color-scheme: light dark; }${MAP_STYLE}`;
  copy.prepend(style);
  give(`${fileName()}-${architecture}.svg`, 'image/svg+xml', new XMLSerializer().serializeToString(copy));
};
