import type { ErrorKind } from '../base/index.ts'

/** How a command ended, for programs. These never change their meaning. */
export const exitCodes = {
  done: 0,
  defect: 1,
  'wrong-use': 2,
  definition: 3,
  'not-found': 4,
  conflict: 5,
  refused: 6,
  outside: 7,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const satisfies Readonly<Record<ErrorKind | 'done' | 'defect' | 'interrupted', number>>
