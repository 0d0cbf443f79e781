import { Component, type ReactNode } from 'react'

export interface Fault {
  readonly thrown: unknown
  /** How often this part has failed since it was first drawn, this time counted. */
  readonly times: number
  /** Draws the part anew. */
  again(): void
}

interface FaultBoundaryProps {
  readonly children: ReactNode
  /** Something else stands here when this changes, and that may be drawn. */
  readonly shows?: string
  renderFault(fault: Fault): ReactNode
  report(thrown: unknown): void
}

interface FaultBoundaryState {
  readonly shows: string | undefined
  readonly failed: { readonly thrown: unknown } | null
  readonly times: number
}

/** Keeps a throw while drawing where it happened: what stands around it goes on. */
export class FaultBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  override state: FaultBoundaryState = { shows: this.props.shows, failed: null, times: 0 }

  static getDerivedStateFromProps({ shows }: FaultBoundaryProps, state: FaultBoundaryState): Partial<FaultBoundaryState> | null {
    return shows === state.shows ? null : { shows, failed: null, times: 0 }
  }

  static getDerivedStateFromError(thrown: unknown): Partial<FaultBoundaryState> {
    return { failed: { thrown } }
  }

  override componentDidCatch(thrown: unknown): void {
    this.props.report(thrown)
    this.setState(({ times }) => ({ times: times + 1 }))
  }

  private readonly again = () => this.setState({ failed: null })

  override render(): ReactNode {
    const { failed, times } = this.state
    return failed === null ? this.props.children : this.props.renderFault({ thrown: failed.thrown, times, again: this.again })
  }
}
