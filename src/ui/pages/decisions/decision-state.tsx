import type { DecisionReply } from '../../../api/index.ts'
import { Shape, State, type Tone } from '../../kit/state.tsx'

type DecisionState = DecisionReply['state']

const tones: Readonly<Record<DecisionState, Tone>> = {
  open: 'busy',
  kept: 'idle',
  promoted: 'good',
  proposed: 'warn',
  trying: 'busy',
  declined: 'idle',
  superseded: 'idle',
  'rolled-back': 'warn',
  failed: 'bad',
  abandoned: 'idle',
}

const words: Readonly<Record<DecisionState, string>> = {
  open: 'goes on',
  kept: 'kept',
  promoted: 'promoted',
  proposed: 'waits for a person',
  trying: 'is being tried',
  declined: 'declined',
  superseded: 'superseded',
  'rolled-back': 'rolled back',
  failed: 'failed',
  abandoned: 'abandoned',
}

/** Beside a sentence that begins with the word, its shape is enough. */
export function DecisionState({ state, because }: { state: DecisionState; because?: string }) {
  if (because?.startsWith(words[state]) === true) {
    return (
      <span className={`state ${tones[state]}`}>
        <Shape tone={tones[state]} />
      </span>
    )
  }
  return <State tone={tones[state]}>{words[state]}</State>
}
