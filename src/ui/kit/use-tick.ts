import { useEffect, useState } from 'react'

/** The time in milliseconds, each second anew while something goes on. */
export function useTick(isOn: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isOn) return undefined
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isOn])
  return nowMs
}
