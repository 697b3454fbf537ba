import { useEffect, type ReactNode } from 'react'

export interface PageHeadProps {
  readonly name: string
  /** Where the page belongs: a link to its noun. */
  readonly noun?: ReactNode
  readonly state?: ReactNode
  readonly sentence?: ReactNode
  readonly action?: ReactNode
}

/** The head of a page: name, state, main action. */
export function PageHead({ name, noun, state, sentence, action }: PageHeadProps) {
  useEffect(() => {
    document.title = `${name} · Groundswell`
  }, [name])
  return (
    <header className="page-head">
      <div className="page-head-text">
        {noun === undefined ? null : <p className="page-noun">{noun}</p>}
        <div className="page-name">
          <h1>{name}</h1>
          {state}
        </div>
        {sentence === undefined ? null : <p className="soft">{sentence}</p>}
      </div>
      {action === undefined ? null : <div className="page-action">{action}</div>}
    </header>
  )
}
