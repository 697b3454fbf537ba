import { Link } from '@tanstack/react-router'
import type { RunReply } from '../../../api/index.ts'
import { formatNumber } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Id } from '../../kit/id.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'

/** What else is known of a run: metrics, settings, code, ids. */
export function RunFacts({ run }: { run: RunReply }) {
  const metrics = Object.entries(run.metrics)
  const settings = Object.entries(run.settings)
  return (
    <>
      {metrics.length === 0 ? null : (
        <Section title="Metrics">
          <Facts facts={metrics.map(([name, value]) => [name, formatNumber(value)])} />
        </Section>
      )}
      <Section title="Settings">
        {settings.length === 0 ? (
          <p className="soft">It depends on no setting.</p>
        ) : (
          <Facts
            facts={settings.map(([name, value]) => [
              name,
              <code key={name}>{typeof value === 'string' ? value : JSON.stringify(value)}</code>,
            ])}
          />
        )}
      </Section>
      <Section title="Facts">
        <Facts
          facts={[
            ['Id', <Id key="id" value={run.id} />],
            run.parentId === null
              ? undefined
              : [
                  'Part of',
                  <Link key="parent" to="/runs/$id" params={{ id: run.parentId }}>
                    <Id value={run.parentId} bare />
                  </Link>,
                ],
            ...codeFacts(run),
          ]}
        />
      </Section>
    </>
  )
}

function codeFacts({ code }: RunReply) {
  if (code === null) return []
  return [
    [
      'Code',
      <span key="code">
        <code>{code.commit?.slice(0, 7) ?? 'no commit'}</code>{' '}
        {code.dirty ? <State tone="warn">with changes</State> : 'clean'}
      </span>,
    ] as const,
    [
      'Fingerprint',
      <code key="fingerprint" title={code.fingerprint}>
        {code.fingerprint.slice(0, 12)}
      </code>,
    ] as const,
  ]
}
