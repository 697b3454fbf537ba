import { Link } from '@tanstack/react-router'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { PipelineFacts } from './pipeline-facts.tsx'
import { PipelineFlow } from './pipeline-flow.tsx'
import { RunPipelineButton } from './run-pipeline-button.tsx'

export function PipelinesPage() {
  const pipelines = useAsk('listPipelines', undefined, { everyMs: 5_000 })
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
                    <RunPipelineButton pipeline={pipeline} />
                  </>
                }
              >
                <PipelineFlow pipeline={pipeline} />
                <PipelineFacts pipeline={pipeline} />
              </Section>
            ))
          )
        }
      </Loaded>
    </>
  )
}
