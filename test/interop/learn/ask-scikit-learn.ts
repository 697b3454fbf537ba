import type { EncoderAnswers } from '../../learn/encoders/assert-answers.ts'
import type { EncoderCase } from '../../learn/encoders/encoder-cases.ts'
import { runPython } from './run-python.ts'

export async function askScikitLearn(cases: readonly EncoderCase[]): Promise<EncoderAnswers> {
  const asked = cases.map(({ name, question }) => ({ name, ...question }))
  return (await runPython('encoders.py', { 'cases.json': JSON.stringify(asked) })) as EncoderAnswers
}
