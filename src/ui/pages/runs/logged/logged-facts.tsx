import { Link } from '@tanstack/react-router'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { Facts } from '../../../kit/facts.tsx'
import { RunState } from '../../../kit/run-state.tsx'
import { Section } from '../../../kit/section.tsx'
import { statusOfLogged } from './status-of-logged.ts'

/** The runs within it, and its tags. */
export function LoggedFacts({ run }: { run: LoggedRunReply }) {
  const tags = Object.entries(run.tags).filter(([name]) => !/^(mlflow|swell)\./.test(name))
  return (
    <>
      {run.children.length === 0 ? null : (
        <Section
          title="Runs within it"
          aside={
            <Link
              to="/runs/compare"
              search={
                {
                  runs: run.children
                    .slice(0, 20)
                    .map(({ id }) => id)
                    .join(','),
                } as never
              }
              className="button small"
            >
              Compare them
            </Link>
          }
        >
          <ul className="plain-list">
            {run.children.map(({ id, name, status }) => (
              <li key={id}>
                <Link to="/runs/$id" params={{ id }}>
                  {name}
                </Link>{' '}
                <RunState status={statusOfLogged(status)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {tags.length === 0 ? null : (
        <Section title="Tags">
          <Facts facts={tags} />
        </Section>
      )}
    </>
  )
}
