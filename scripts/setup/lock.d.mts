/** Runs `work` while no other process that asks for the same lock does. */
export function withLock<Result>(
  lock: URL,
  work: (addHolder: (pid: number) => void) => Promise<Result>,
): Promise<Result>
