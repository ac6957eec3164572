/** The argument by which main tells the preload script of a locked window that it is one. */
export const LOCKED_PAGE = '--glimlach-locked';
