import { useEffect, useRef } from 'react'

export type StreamHandlers = Readonly<Record<string, (data: unknown) => void>>

/**
 * Hears what the server tells at `address` while the page can be seen: a page that nobody looks at
 * costs nothing, and is told anew when it is seen again. `undefined` hears nothing.
 */
export function useStream(address: string | undefined, handlers: StreamHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    if (address === undefined) return undefined
    let source: EventSource | undefined
    const open = () => {
      source = new EventSource(address)
      for (const name of Object.keys(latest.current)) {
        source.addEventListener(name, (event: MessageEvent<string>) => {
          latest.current[name]?.(JSON.parse(event.data))
        })
      }
    }
    const close = () => {
      source?.close()
      source = undefined
    }
    const look = () => {
      if (document.hidden) close()
      else if (source === undefined) open()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      close()
    }
  }, [address])
}
