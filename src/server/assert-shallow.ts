import { serverErrors } from './errors.ts'

/** What is deeper is no value of ours, and whoever walks it by recursion runs out of stack. */
const mostLevels = 200

/** Throws `bodyTooDeep` for lists within lists within lists. */
export function assertShallow(body: unknown): void {
  let level: readonly unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw serverErrors.bodyTooDeep({ mostLevels })
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
        ? Object.values(value as Readonly<Record<string, unknown>>).filter(
            (own) => typeof own === 'object',
          )
        : [],
    )
  }
}
