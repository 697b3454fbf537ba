import type { ReactNode } from 'react'
import type { MonitorReply } from '../../../api/index.ts'
import { answerTo } from './answers-to.ts'
import { MonitorState } from './monitor-words.tsx'
import type { MonitorSeries } from './use-series.ts'
import './monitors.css'

export interface ModelAnswersProps {
  readonly monitors: readonly MonitorReply[]
  /** All that they have measured tells since when; without it only what is now is told. */
  readonly series?: readonly MonitorSeries[]
  /** What else is asked. */
  readonly children?: ReactNode
}

const questions = [
  { question: 'Is it right?', kind: 'right' },
  { question: 'Is the data as it was?', kind: 'data' },
] as const

const unasked: readonly MonitorSeries[] = []

/** What one asks of a model first, and what its monitors say. */
export function ModelAnswers({ monitors, series = unasked, children }: ModelAnswersProps) {
  return (
    <dl className="questions">
      {questions.map((asked) => {
        const { question, state, sentence } = answerTo({ ...asked, monitors, series })
        return (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              <MonitorState state={state} /> {sentence}
            </dd>
          </div>
        )
      })}
      {children}
    </dl>
  )
}
