import { MAP_STYLE } from '@warmboot/picture';
import { Component, render } from 'preact';
import { followAddress } from '../page/page.js';
import { followPage } from '../player/player.js';
import { Shell } from './shell.js';
import { followTheme } from '../page/theme.js';

// A sheet made by a script is no inline style, which the page's policy forbids.
const mapSheet = new CSSStyleSheet();
mapSheet.replaceSync(MAP_STYLE);
document.adoptedStyleSheets.push(mapSheet);

// Signals leave out a component when neither its properties nor its signals changed. Preact then lets nodes of two drawings
// share their children, and one drawing keeps the next in memory, for ever. So who draws, draws all that is below.
delete (Component.prototype as Partial<Component>).shouldComponentUpdate;

followTheme();
followAddress();
followPage();
const root = document.querySelector('#studio')!;
root.replaceChildren();
render(<Shell />, root);
