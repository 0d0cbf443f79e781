import { createServer, type Socket } from 'node:net'

/** A PBX as the desk hears it: its queues, a member per console, and the events of calls that nobody makes. */
export interface AmiStandIn {
  readonly url: string
  /** What an Asterisk says of one call, step by step; each answers when it was said. */
  call(call: StandInCall): CallSteps
  close(): Promise<void>
}

export interface StandInCall {
  readonly id: string
  readonly extension: string
  readonly number: string
}

export interface CallSteps {
  ring(): void
  answer(): void
  end(): void
}

const ringing = 6
const inUse = 2
const idle = 1

/** Speaks as much of the manager interface as a desk asks for. Each seat is a member of one queue, in turn. */
export async function startAmiStandIn(extensions: readonly string[], queues: readonly string[] = ['hotline']): Promise<AmiStandIn> {
  const queueOf = new Map(extensions.map((extension, index) => [extension, queues[index % queues.length] ?? '']))
  const sockets = new Set<Socket>()
  const said = (...fields: readonly (readonly [string, string | number])[]) => `${fields.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`

  function answerTo(action: Map<string, string>): string {
    const id = ['ActionID', action.get('ActionID') ?? ''] as const
    const good = (...more: readonly (readonly [string, string])[]) => said(['Response', 'Success'], id, ...more)
    switch (action.get('Action')) {
      case 'Challenge':
        return good(['Challenge', '1'])
      case 'Login':
        return `${good()}${said(['Event', 'FullyBooted'], ['Status', 'Fully Booted'])}`
      case 'Ping':
        return good(['Ping', 'Pong'], ['Timestamp', seconds()])
      case 'QueueStatus':
        return [
          good(['EventList', 'start']),
          ...queues.map((queue) => said(['Event', 'QueueParams'], ['Queue', queue], id)),
          ...[...queueOf].map(([extension, queue]) => said(
            ['Event', 'QueueMember'], ['Queue', queue], ['Location', `PJSIP/${extension}`], ['Membership', 'dynamic'], ['Status', idle], ['Paused', 0], ['LastPause', 0], ['LoginTime', 1], ['LastCall', 0], id,
          )),
          said(['Event', 'QueueStatusComplete'], ['EventList', 'Complete'], id),
        ].join('')
      default:
        return `${good(['EventList', 'start'])}${said(['Event', 'ListComplete'], ['EventList', 'Complete'], id)}`
    }
  }

  const server = createServer((socket) => {
    let rest = ''
    socket.setNoDelay(true)
    socket.setEncoding('utf8')
    socket.write('Asterisk Call Manager/9.0.0\r\n')
    socket.on('error', () => undefined)
    socket.on('close', () => void sockets.delete(socket))
    socket.on('data', (part: string) => {
      const actions = (rest + part).split('\r\n\r\n')
      rest = actions.pop() ?? ''
      for (const text of actions) {
        const action = new Map(text.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const))
        socket.write(answerTo(action))
        if (action.get('Action') === 'Login') sockets.add(socket)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  function tell(...fields: readonly (readonly [string, string | number])[]): void {
    const text = said(...fields, ['Timestamp', seconds()])
    for (const socket of sockets) socket.write(text)
  }

  return {
    url: `tcp://127.0.0.1:${address.port}`,
    call({ id, extension, number }) {
      const queue = queueOf.get(extension) ?? ''
      const ofCall = [['Uniqueid', id], ['Queue', queue]] as const
      const ofSeat = [...ofCall, ['DestUniqueid', `${id}-seat`], ['Interface', `PJSIP/${extension}`]] as const
      const device = (status: number) => tell(['Event', 'QueueMemberStatus'], ['Queue', queue], ['Interface', `PJSIP/${extension}`], ['Status', status], ['Paused', 0])
      return {
        ring() {
          tell(['Event', 'QueueCallerJoin'], ...ofCall, ['Position', 1], ['CallerIDNum', number])
          tell(['Event', 'AgentCalled'], ...ofSeat)
          device(ringing)
        },
        answer() {
          tell(['Event', 'QueueCallerLeave'], ...ofCall)
          tell(['Event', 'AgentConnect'], ...ofSeat, ['HoldTime', 1], ['CallerIDNum', number])
          device(inUse)
        },
        end() {
          tell(['Event', 'AgentComplete'], ...ofSeat, ['Reason', 'caller'])
          device(idle)
          tell(['Event', 'Hangup'], ['Uniqueid', id])
        },
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const seconds = () => (Date.now() / 1_000).toFixed(6)
