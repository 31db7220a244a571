/** The maker of pages that stand alone; it comes when somebody wants one. */
export { storyPage } from '@warmboot/picture';
