import { render } from 'preact';
import { followAddress } from './page.js';
import { Shell } from './shell.js';
import { followTheme } from './theme.js';

followTheme();
followAddress();
const root = document.querySelector('#studio')!;
root.replaceChildren();
render(<Shell />, root);
