import { userInfo } from 'node:os'

/** Who types: `ada`; `somebody` where the system knows no name. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody'
  }
}
