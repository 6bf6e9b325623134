/** Something has been read in this tab, or is about to be: whoever comes to Import comes to it. */
export const tab = { begun: false };
