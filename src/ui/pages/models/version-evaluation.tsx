import { useState } from 'react'
import { Command } from '../../kit/command.tsx'
import { Section } from '../../kit/section.tsx'
import { ProfileFrame } from '../data/profile-frame.tsx'

/** All that can be told of a version; it is measured when somebody asks, as it takes seconds. */
export function VersionEvaluation({ name, version }: { name: string; version: number }) {
  const [isAsked, setIsAsked] = useState(false)
  const path = `/api/v1/models/${encodeURIComponent(name)}/versions/${version}/evaluation`
  return (
    <Section
      title="Evaluation"
      sentence="How good it is, for whom, and what it looks at, on rows that it has not learned from."
    >
      {isAsked ? (
        <>
          <ProfileFrame
            title={`Evaluation of ${name}, version ${version}`}
            address={`${path}.html`}
          />
          <p className="soft small">
            <a href={`${path}.json`} download={`${name}-${version}.json`}>
              The same as JSON
            </a>
          </p>
        </>
      ) : (
        <>
          <button type="button" className="button" onClick={() => setIsAsked(true)}>
            Measure it now
          </button>
          <Command text={`swell models evaluate ${name} --version ${version} --out report.html`} />
        </>
      )}
    </Section>
  )
}
