import { Link } from '@tanstack/react-router'
import { Command } from '../../kit/command.tsx'
import { Drawing, type DrawnNode } from '../../kit/drawing.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { targetOfNode } from './target-of-node.ts'

/** The whole project as one drawing: what feeds what, and the steps of each pipeline. */
export function GraphPage() {
  return (
    <>
      <PageHead
        noun={<Link to="/">Overview</Link>}
        name="Graph"
        sentence="What feeds what, from the sources to the services, and the steps of each pipeline."
      />
      <Drawing title="The project" content={boxOf} />
      <Section title="The same as a file">
        <Command text="swell graph --svg > graph.svg" />
      </Section>
    </>
  )
}

function boxOf(node: DrawnNode) {
  const { to, search } = targetOfNode(node)
  return (
    <>
      <span className="kind">{node.kind}</span>
      <Link to={to} search={search} title={node.name}>
        {node.name}
      </Link>
    </>
  )
}
