/** So much of one processor looks take at most, but for the first: what is due waits, and is made up for. */
export const mostOfProcessor = 0.01
