import type { ReactNode } from 'react'
import { Command } from './command.tsx'

/** Nothing there yet: what would be here, and how it comes. */
export function Empty({ title, children, command }: EmptyProps) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      {children === undefined ? null : <p>{children}</p>}
      {command === undefined ? null : <Command text={command} />}
    </div>
  )
}

export interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
  readonly command?: string
}
