import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SyntheticEvent } from 'react'
import type { PipelineFormReply, PipelineReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { usePageSearch } from '../../page-search.ts'
import { RunPlan } from './run-plan.tsx'
import { RunSelection } from './run-selection.tsx'
import { SettingFields } from './setting-fields.tsx'
import { runCommandOf } from './setting-texts.ts'
import { useRunForm } from './use-run-form.ts'
import './pipelines.css'

/** What a run is started with, kept in the address, so that a link shows what its sender had in mind. */
export function RunForm({ name }: { name: string }) {
  const [, setSearch] = usePageSearch()
  const form = useAsk('getPipelineForm', { params: { name } }, { everyMs: 600_000 })
  const pipeline = useAsk('getPipeline', { params: { name } }, { everyMs: 60_000 })
  return (
    <Dialog title={`Run ${name} with …`} onClose={() => setSearch({ form: undefined })}>
      <Loaded query={form} height={320}>
        {(reply) => <Filled name={name} asked={reply} steps={pipeline.data?.steps ?? []} />}
      </Loaded>
    </Dialog>
  )
}

interface FilledProps {
  readonly name: string
  readonly asked: PipelineFormReply
  readonly steps: PipelineReply['steps']
}

function Filled({ name, asked: { settings }, steps }: FilledProps) {
  const form = useRunForm(settings, steps[0]?.name)
  const { body, hasProblem, changed, textOf, selection } = form
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () => client.runPipeline({ params: { name }, body }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$id', params: { id: runId }, search: {} }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!hasProblem) start.mutate()
  }
  const set = changed.map((setting) => [setting.name, textOf(setting)] as const)
  return (
    <form className="form run-form" onSubmit={submit} noValidate>
      <SettingFields settings={settings} form={form} />
      <RunSelection steps={steps} />
      {hasProblem ? null : <RunPlan name={name} body={body} />}
      <Command text={runCommandOf(name, set, { ...selection, profile: body.profile === true })} />
      {start.isError ? <ProblemNote error={start.error} /> : null}
      <div className="dialog-foot run-form-foot">
        <button type="submit" className="button main" disabled={hasProblem || start.isPending}>
          {start.isPending ? 'Starting …' : 'Start the run'}
        </button>
        {hasProblem ? <span className="soft">Some settings are out of their limits.</span> : null}
      </div>
    </form>
  )
}
