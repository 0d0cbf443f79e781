/** Written by the version with a desk that several seats share; must open for ever. */
export const settingsVersion4 = {
  version: 4,
  settings: {
    locale: 'en',
    theme: 'dark',
    mode: 'desk-shared',
    seatCode: '9042',
    sharedDesk: {
      origin: 'https://desk.example.org:8443',
      trust: {
        fingerprints: ['00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF'],
        authorities: ''
      }
    },
    installation: '0197a5c0-4f1e-7c3a-9d2b-3f4e5a6b7c8d',
    sip: {
      serverUrl: 'wss://pbx.example.org:8089/ws',
      standbyUrls: ['wss://standby.example.org:8089/ws'],
      trust: {
        fingerprints: ['00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF'],
        authorities: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      },
      user: '1001',
      domain: 'pbx.example.org',
      iceServers: ['stun:stun.example.org:3478']
    },
    ring: { volume: 0.35, deviceId: 'f00d' },
    audio: { microphoneId: 'beef', speakerId: null },
    keymap: { answer: 'F8' },
    wrapUpSeconds: 45,
    answerTargetSeconds: 20,
    ringTimeoutSeconds: 30,
    globalAnswerShortcut: 'Control+Alt+A',
    recent: { categories: ['0101'], districts: ['500103'] }
  }
}
