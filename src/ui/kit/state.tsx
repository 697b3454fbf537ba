import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'idle' | 'busy'

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: <circle cx="6" cy="6" r="5" />,
  warn: <path d="M6 .8 11.6 11H.4z" />,
  bad: <path d="M1 1h10v10H1z" />,
  idle: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  busy: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M6 2a4 4 0 0 1 0 8z" />
    </>
  ),
}

/** A state as shape, colour and word; never by colour alone. */
export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`state ${tone}`}>
      <Shape tone={tone} />
      {children}
    </span>
  )
}

/** The shape of a state, where its word stands elsewhere. */
export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg viewBox="0 0 12 12" width="10" height="10" fill="currentColor" aria-hidden="true">
      {shapes[tone]}
    </svg>
  )
}
