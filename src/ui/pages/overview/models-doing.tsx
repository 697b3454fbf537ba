import { Link } from '@tanstack/react-router'
import type { OverviewReply } from '../../../api/index.ts'
import { Section } from '../../kit/section.tsx'
import { AccuracyPanel } from '../models/accuracy-panel.tsx'
import { ModelAnswers } from '../monitors/model-answers.tsx'
import { useWatchedModels } from '../monitors/use-watched-models.ts'

/** Of each model whether it is right, as its monitors say; of those that nobody watches how far off their forecasts were. */
export function ModelsDoing({ accuracy }: Pick<OverviewReply, 'accuracy'>) {
  const { all, models } = useWatchedModels()
  if (all.data === undefined) return null
  const told = accuracy.filter(
    (own) => own.count > 0 && !models.some(({ model }) => model === own.model),
  )
  return (
    <>
      {models.length === 0 ? null : (
        <Section title="How models are doing" aside={<Link to="/monitors">All monitors</Link>}>
          {models.map(({ model, monitors }) => (
            <div key={model}>
              <h3 className="table-title">
                <Link to="/models/$name/health" params={{ name: model }}>
                  {model}
                </Link>
              </h3>
              <ModelAnswers monitors={monitors} />
            </div>
          ))}
        </Section>
      )}
      {told.map((own) => (
        <Section
          key={own.model}
          title={`How ${own.model} did`}
          aside={
            <Link to="/models/$name/health" params={{ name: own.model }}>
              How it is doing
            </Link>
          }
        >
          <AccuracyPanel accuracy={own} />
        </Section>
      ))}
    </>
  )
}
