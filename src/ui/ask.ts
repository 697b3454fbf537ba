import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query'
import type { ApiProblem, Client } from '../client/index.ts'
import { createClient } from '../client/index.ts'

/** The client of the page's own server. */
export const client = createClient('')

type Name = keyof Client
type Reply<N extends Name> = Awaited<ReturnType<Client[N]>>
type LooseCall<N extends Name> = (
  input: unknown,
  options: { signal: AbortSignal },
) => Promise<Reply<N>>

export interface AskOptions {
  /** Ask again after so many milliseconds. */
  readonly everyMs?: number
  readonly enabled?: boolean
  /** Show the last answer until the one to a changed question is there. */
  readonly keepOld?: boolean
}

/** Asks a route and keeps the answer fresh. */
export function useAsk<N extends Name>(
  name: N,
  input?: Parameters<Client[N]>[0],
  { everyMs = 15_000, enabled = true, keepOld = false }: AskOptions = {},
) {
  const call = client[name] as LooseCall<N>
  return useQuery<Reply<N>, ApiProblem>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(input, { signal }),
    refetchInterval: everyMs,
    enabled,
    ...(keepOld ? { placeholderData: keepPreviousData } : {}),
  })
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays one; only a server that wasn't reached is worth a second try.
        retry: (count, error) => count < 1 && (error as ApiProblem).status === 0,
        retryDelay: 500,
      },
    },
  })
}
