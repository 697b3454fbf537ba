import { formatDuration, logOf, type Log } from '../base/index.ts'
import type { Pipeline, PipelineEvent, StepEvent } from '../pipelines/index.ts'
import type { Live } from './live.ts'
import { runningSteps } from './running-steps.ts'

type Marked = 'succeeded' | 'skipped' | 'failed'

const marks: Readonly<Record<Marked, string>> = { succeeded: '✓', skipped: '·', failed: '✗' }

/** Shows a pipeline as it runs: one line a step, which stays when the step is over. */
export function pipelineView(
  { live, log: given }: { readonly live: Live; readonly log: Log },
  pipeline: Pipeline<never>,
): (event: PipelineEvent) => void {
  const { style } = live
  const log = logOf(given, 'pipelines')
  const width = Math.max(...pipeline.steps.map(({ name }) => name.length))
  /** By step that runs: several may at once. */
  const lastNotes = new Map<string, string>()
  const running = runningSteps(pipeline.steps.length, () => performance.now())

  function endStep(mark: Marked, step: string, length: string, note: string): void {
    running.end(step)
    const paint = { succeeded: style.good, skipped: style.dim, failed: style.bad }[mark]
    const line = `  ${paint(marks[mark])} ${step.padEnd(width)}  ${style.dim(length.padStart(9))}  ${note}`
    live.line(line.trimEnd())
  }

  /** Of the steps that a step is made of, what they say and why they failed; it tells the rest. */
  function showStep(event: StepEvent, isOwn: boolean): void {
    const isShown = isOwn || event.type === 'line' || event.type === 'failed'
    if (!isShown) return undefined
    switch (event.type) {
      case 'started':
        lastNotes.delete(event.step)
        running.start(event.step)
        return live.status(running.text())
      case 'progress':
        running.note(event.step, event.update)
        return live.progress({ ...event.update, work: `… ${event.step}: ${event.update.work}` })
      case 'line':
        return showLine(event)
      case 'skipped':
        return endStep('skipped', event.step, 'skipped', style.dim(event.reason))
      case 'succeeded':
        return endStep(
          'succeeded',
          event.step,
          formatDuration(event.durationMs),
          lastNotes.get(event.step) ?? '',
        )
      case 'failed':
        return endStep('failed', event.step, formatDuration(event.durationMs), event.error.message)
    }
  }

  function showLine({ step, line }: Extract<StepEvent, { type: 'line' }>): void {
    if (line.level === 'info') {
      lastNotes.set(step, line.text)
      log.debug(line.text)
    }
    // The end of the step tells the error.
    else if (line.level !== 'error') log[line.level](line.text)
  }

  return (event) => {
    switch (event.type) {
      case 'pipeline-started':
        live.line(`${style.bold(pipeline.name)}  ${style.dim(event.run.id)}`)
        return live.keep(running.text)
      case 'pipeline-ended':
        return live.keep(undefined)
      case 'started':
      case 'progress':
      case 'line':
      case 'skipped':
      case 'succeeded':
      case 'failed':
        return showStep(event, event.within === pipeline.name)
    }
  }
}
