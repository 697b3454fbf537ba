/** Rows that are worked on at a time: their columns stay in the first cache. */
export const rowsOfBlock = 256
