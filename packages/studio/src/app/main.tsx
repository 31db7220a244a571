import { MAP_STYLE } from '@warmboot/picture';
import { render } from 'preact';
import { followAddress } from '../page/page.js';
import { followPage } from '../player/player.js';
import { Shell } from './shell.js';
import { followTheme } from '../page/theme.js';

// A sheet made by a script is no inline style, which the page's policy forbids.
const mapSheet = new CSSStyleSheet();
mapSheet.replaceSync(MAP_STYLE);
document.adoptedStyleSheets.push(mapSheet);

followTheme();
followAddress();
followPage();
const root = document.querySelector('#studio')!;
root.replaceChildren();
render(<Shell />, root);
