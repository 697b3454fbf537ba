import type { RunReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { Section } from '../../../kit/section.tsx'
import { NoteEditor } from './note-editor.tsx'
import { RunCurves } from './run-curves.tsx'
import './logged-run.css'

/** What a run of the platform has in common with those of programs: its curves, and what people noted. */
export function RunRecord({ run }: { run: RunReply }) {
  const isOpen = run.status === 'open'
  const everyMs = isOpen ? 2000 : 60_000
  const record = useAsk('getLoggedRun', { params: { id: run.id } }, { everyMs })
  if (record.data === undefined) return null
  return (
    <>
      {Object.keys(record.data.metrics).length === 0 ? null : (
        <Section title="As it went">
          <RunCurves
            runs={[run]}
            fits={() => true}
            isOpen={isOpen}
            empty={<p className="soft">Each of its metrics was logged once: they stand below.</p>}
          />
        </Section>
      )}
      <NoteEditor key={run.id} run={record.data} />
    </>
  )
}
