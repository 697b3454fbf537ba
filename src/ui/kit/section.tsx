import { useId, type ReactNode } from 'react'

export interface SectionProps {
  readonly title: string
  readonly sentence?: ReactNode
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, sentence, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div className="section-aside">{aside}</div>}
      </div>
      {sentence === undefined ? null : <p className="section-sentence soft">{sentence}</p>}
      {children}
    </section>
  )
}
