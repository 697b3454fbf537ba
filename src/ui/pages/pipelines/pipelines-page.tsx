import { Link, useNavigate } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { useRunsNews } from '../../live/use-runs-news.ts'
import { PipelineFacts } from './pipeline-facts.tsx'
import { PipelineSteps } from './pipeline-steps.tsx'
import { RunPipelineButton } from './run-pipeline-button.tsx'

export function PipelinesPage() {
  const pipelines = useAsk('listPipelines', undefined, { everyMs: 60_000 })
  const navigate = useNavigate()
  useRunsNews()
  return (
    <>
      <PageHead
        name="Pipelines"
        sentence="Steps wired by their data. A step whose inputs, settings and code are the same is skipped."
      />
      <Loaded query={pipelines}>
        {(reply) =>
          reply.pipelines.length === 0 ? (
            <Empty title="No pipelines">
              Define one with <code>definePipeline</code>: steps with named inputs and outputs.
            </Empty>
          ) : (
            reply.pipelines.map((pipeline) => (
              <Section
                key={pipeline.name}
                title={pipeline.name}
                sentence={pipeline.description}
                aside={
                  <>
                    <Link to="/pipelines/$name" params={{ name: pipeline.name }}>
                      Details
                    </Link>
                    <RunPipelineButton name={pipeline.name} />
                  </>
                }
              >
                <PipelineSteps
                  pipeline={pipeline}
                  onChoose={(step) =>
                    void navigate({
                      to: '/pipelines/$name',
                      params: { name: pipeline.name },
                      search: { step } as never,
                    })
                  }
                />
                <PipelineFacts pipeline={pipeline} />
              </Section>
            ))
          )
        }
      </Loaded>
    </>
  )
}
