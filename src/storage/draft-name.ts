import { currentProcess, mayBeAlive } from './process-owner.ts'

/** The name of a file that is being written, telling whose it is: a killed process can't clean up. */
export function draftName(id: string): string {
  const { pid, host, startedAt } = currentProcess()
  return [pid, host, startedAt ?? '', id].map((part) => encodeURIComponent(part)).join('~')
}

/** True when the writer of a draft was a process of this host and has ended. */
export function isOrphanDraft(name: string): boolean {
  const [pid, host, startedAt, id] = name.split('~').map(decodeURIComponent)
  if (host === undefined || startedAt === undefined || id === undefined) return false
  return !mayBeAlive({ pid: Number(pid), host, ...(startedAt === '' ? {} : { startedAt }) })
}
