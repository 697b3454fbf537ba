import { maskSecrets, type Progress } from '../base/index.ts'
import type { Style } from './style.ts'

/** Shows work while it goes on: lines that stay, and one below them that rewrites itself. */
export interface Live {
  readonly style: Style
  /** A line that stays. Passwords in addresses are masked. */
  readonly line: (text: string) => void
  /** The line at the bottom; only seen on a terminal. */
  readonly status: (text: string) => void
  /** Keeps the line at the bottom true: it is written anew each second, and below lines that stay. */
  readonly keep: (render: (() => string) | undefined) => void
  /** Tells how far a long piece of work is: at the bottom of a terminal, or now and then as a line. */
  readonly progress: Progress
  /** Takes the line at the bottom away. */
  readonly clear: () => void
}

interface LiveStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** A terminal is written to so often at most, and a log file so often. */
const terminalEveryMs = 80
const plainEveryMs = 10_000
const keptEveryMs = 1000

export function openLive(stream: LiveStream, style: Style, nowMs: () => number): Live {
  return stream.isTTY === true
    ? terminalLive(stream, style, nowMs)
    : plainLive(stream, style, nowMs)
}

/** For `--json`: nobody looks. */
export function silentLive(style: Style): Live {
  const nothing = () => undefined
  return { style, line: nothing, status: nothing, keep: nothing, progress: nothing, clear: nothing }
}

function terminalLive(stream: LiveStream, style: Style, nowMs: () => number): Live {
  let isShown = false
  let shownAt = -Infinity
  let kept: { readonly render: () => string; readonly timer: NodeJS.Timeout } | undefined
  const clear = () => {
    if (isShown) stream.write('\r\u001B[2K')
    isShown = false
    shownAt = -Infinity
  }
  const status = (text: string) => {
    if (nowMs() - shownAt < terminalEveryMs) return
    stream.write(`\r\u001B[2K${maskSecrets(text).slice(0, widthOf(stream) - 1)}`)
    isShown = true
    shownAt = nowMs()
  }
  return {
    style,
    clear,
    status,
    line: (text) => {
      clear()
      stream.write(`${maskSecrets(text)}\n`)
      if (kept !== undefined) status(kept.render())
    },
    keep: (render) => {
      clearInterval(kept?.timer)
      kept = undefined
      if (render === undefined) return clear()
      const timer = setInterval(() => status(render()), keptEveryMs)
      timer.unref()
      kept = { render, timer }
    },
    progress: (update) => status(kept?.render() ?? `  ${describeProgress(update)}`),
  }
}

/** Some terminals don't tell how wide they are, and some say 0. */
function widthOf({ columns = 0 }: LiveStream): number {
  return columns > 0 ? columns : 80
}

function plainLive(stream: LiveStream, style: Style, nowMs: () => number): Live {
  let toldAt = nowMs()
  return {
    style,
    clear: () => undefined,
    status: () => undefined,
    keep: () => undefined,
    line: (text) => {
      toldAt = nowMs()
      stream.write(`${maskSecrets(text)}\n`)
    },
    progress: (update) => {
      if (nowMs() - toldAt < plainEveryMs) return
      toldAt = nowMs()
      stream.write(`  ${maskSecrets(describeProgress(update))}\n`)
    },
  }
}

/** `reading bulletins 1,200 of 2,000 (60 %)`. */
export function describeProgress({ work, done, total }: Parameters<Progress>[0]): string {
  const of = (count: number) => count.toLocaleString('en')
  if (total === undefined || total === 0) return `${work} ${of(done)}`
  return `${work} ${of(done)} of ${of(total)} (${Math.floor((100 * done) / total)} %)`
}
