import { startExample, type StartedExample } from './start-example.ts'

export type Surf = StartedExample

/** The surf example with a short history. */
export function startSurf(): Promise<Surf> {
  return startExample({ name: 'surf', assignments: ['historyDays=200'] })
}
