import { parseDuration, type Duration } from '../base/index.ts'
import type { MaybePromise } from '../features/index.ts'
import { clientWaits, type ClientWaits } from './client-waits.ts'
import type { PredictionId } from './prediction.ts'
import { servingErrors } from './errors.ts'

/** How much a service takes on; what is beyond is refused at once, so that others are answered in time. */
export interface ServiceLimits {
  /** Requests that are worked on at once; 64 if it is absent. */
  readonly concurrent?: number
  /** Requests that wait for their turn; 1000 if it is absent. */
  readonly waiting?: number
  /** In so long a request is answered, or refused; 30 s if it is absent. */
  readonly within?: Duration
  /** Of one client: so many requests a second on average, and so many at once. */
  readonly perClient?: { readonly perSecond: number; readonly burst?: number }
}

/** Who asks, and how long it waits. */
export interface Asking {
  /** Told apart from others: a key, or an address. */
  readonly client?: string
  /** If that is sooner than the service's own. */
  readonly withinMs?: number
  /** What the predictions are to be called, row by row: asked again, they have the same ids. */
  readonly ids?: readonly PredictionId[]
}

/** How much there is to do now. */
export interface ServiceLoad {
  readonly working: number
  readonly waiting: number
}

/** Lets requests in. */
export interface Admission {
  /** Throws `tooManyRequests`, `tooBusy` or `tooLate`, or what the work throws. */
  run<Result>(work: () => Promise<Result>, asking?: Asking): Promise<Result>

  /**
   * Lets one in that needn't wait, and gives what is to be called at its end; undefined where it has to wait, also for
   * another process to say whether its client may ask. Throws `tooManyRequests`.
   */
  enter(client: string | undefined): (() => void) | undefined

  load(): ServiceLoad
}

/** A request, for as long as it isn't answered. */
interface Pending {
  /** Whoever asked was told that it is late. */
  isOver?: boolean
  /** Set while it waits for its turn. */
  enter?: () => void
  giveUp?: (error: Error) => void
}

/** `waits` counts what clients ask; by itself it counts for this process alone. */
export function admission(
  service: string,
  limits: ServiceLimits = {},
  waits: ClientWaits = clientWaits([{ name: service, limits }]),
): Admission {
  const { concurrent = 64, waiting: mostWaiting = 1000, within = '30s', perClient } = limits
  const ownMs = parseDuration(within)
  const waiting = new Set<Pending>()
  let working = 0

  function leave(): void {
    const [next] = waiting
    if (next === undefined) {
      working -= 1
    } else {
      waiting.delete(next)
      next.enter?.()
    }
  }

  /** Resolves when it is its turn. */
  function wait(pending: Pending): Promise<void> {
    if (waiting.size >= mostWaiting) throw servingErrors.tooBusy({ service, waiting: waiting.size })
    return new Promise((resolve, reject) => {
      pending.enter = resolve
      pending.giveUp = reject
      waiting.add(pending)
    })
  }

  async function work<Result>(begin: () => Promise<Result>, pending: Pending): Promise<Result> {
    if (working < concurrent) working += 1
    else await wait(pending)
    try {
      return await begin()
    } finally {
      leave()
    }
  }

  function waitOf(client: string | undefined): MaybePromise<number> {
    return client === undefined || perClient === undefined ? 0 : waits.of(service, client)
  }

  function assertSeldom(waitMs: number): void {
    if (waitMs > 0) throw servingErrors.tooManyRequests({ service, waitMs })
  }

  /** A client that asks too often is refused before others wait for it. */
  async function workSeldom<Result>(
    begin: () => Promise<Result>,
    pending: Pending,
    client: string | undefined,
  ): Promise<Result> {
    const waitMs = waitOf(client)
    assertSeldom(waitMs instanceof Promise ? await waitMs : waitMs)
    if (pending.isOver === true) throw servingErrors.tooLate({ service, withinMs: ownMs })
    return work(begin, pending)
  }

  return {
    load: () => ({ working, waiting: waiting.size }),

    enter(client) {
      if (working >= concurrent || (perClient !== undefined && waits.isElsewhere)) return undefined
      const waitMs = waitOf(client)
      if (typeof waitMs === 'number') assertSeldom(waitMs)
      working += 1
      return leave
    },

    async run(begin, { client, withinMs = ownMs } = {}) {
      const allowedMs = Math.min(withinMs, ownMs)
      const pending: Pending = {}
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const error = servingErrors.tooLate({ service, withinMs: allowedMs })
          // It works no more, where it hasn't begun.
          pending.isOver = true
          if (waiting.delete(pending)) pending.giveUp?.(error)
          reject(error)
        }, allowedMs)
        workSeldom(begin, pending, client)
          .then(resolve, reject)
          .finally(() => clearTimeout(timer))
      })
    },
  }
}
