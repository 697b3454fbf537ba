/** The sea of this example begins here; before it there is nothing to deliver. */
export const epoch = new Date('2020-01-01T00:00:00.000Z')

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
export const stepMs = 2 * hourMs
export const stepsPerDay = dayMs / stepMs

/** The number of whole steps from the epoch to `at`. */
export function stepOf(at: Date): number {
  return Math.floor((at.getTime() - epoch.getTime()) / stepMs)
}

export function momentOf(step: number): Date {
  return new Date(epoch.getTime() + step * stepMs)
}
