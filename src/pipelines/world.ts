import { maskSecrets, seededRandom, type Clock, type Log, type Random } from '../base/index.ts'

/**
 * What a step has had to do with the world stands among the settings of its run under these names; no declared
 * setting is called so.
 */
export const worldNames = {
  clock: 'the clock',
  network: 'the network',
  seed: 'the seed',
  others: 'undeclared files',
  written: 'what it wrote',
} as const

/** Of these no later run can tell that they are as they were. */
const unrepeatable: Readonly<Record<string, string>> = {
  [worldNames.clock]: 'read the clock',
  [worldNames.network]: 'read the network',
  [worldNames.others]: 'wrote files that no step declares',
}

export function isOfWorld(name: string): boolean {
  return Object.values<string>(worldNames).includes(name)
}

/** What of it keeps the result from standing for that of a later run: `read the clock`. */
export function unrepeatableIn(read: readonly string[]): string | undefined {
  const found = Object.entries(unrepeatable).flatMap(([name, words]) =>
    read.includes(name) ? [words] : [],
  )
  return found.length === 0 ? undefined : found.join(' and ')
}

/** The means by which a step looks at the world; each look is noted. */
export interface World {
  readonly now: Clock
  readonly random: Random
  readonly fetch: StepFetch
}

/** As the platform's `fetch`, but the whole answer is read before it is given. */
export type StepFetch = (address: string | URL, options?: RequestInit) => Promise<Response>

export interface WatchWorldOptions {
  readonly now: Clock
  readonly seed: string
  readonly signal: AbortSignal
  readonly log: Log
  readonly note: (name: string) => void
}

export function watchWorld({ now, seed, signal, log, note }: WatchWorldOptions): World {
  let random: Random | undefined
  return {
    now: () => {
      note(worldNames.clock)
      return now()
    },
    get random() {
      note(worldNames.seed)
      return (random ??= seededRandom(seed))
    },
    fetch: async (address, options) => {
      note(worldNames.network)
      const answer = await fetch(address, { signal, ...options })
      // Node's own may end the process where a body is read slowly and breaks off (nodejs/undici#5360).
      const bytes = await answer.arrayBuffer()
      const asked = `${options?.method ?? 'GET'} ${maskSecrets(String(address))}`
      const size = `${bytes.byteLength.toLocaleString('en')} bytes`
      log.info(`${asked}: ${answer.status}, ${size}`)
      const { status, statusText, headers } = answer
      return new Response(hasBody(status) ? bytes : null, { status, statusText, headers })
    },
  }
}

/** These answers never have one, and may not be given any. */
function hasBody(status: number): boolean {
  return ![101, 204, 205, 304].includes(status)
}
