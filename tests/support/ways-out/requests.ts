import { tryInPage } from './in-page.ts';
import type { Locked, WayOut } from './way-out.ts';

/** What a page may ask a browser for; each comes to something true only when it was given. */
const ASKED: Readonly<Record<string, string>> = {
  'window.print': `window.print()`,
  'a storm of alerts': `(() => { for (let i = 0; i < 50; i += 1) { alert('out'); } })()`,
  confirm: `confirm('out')`,
  prompt: `prompt('out')`,
  'an open dialog that will not be left': `(() => {
    addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; });
  })()`,
  'window.close': `window.close()`,
  'window.stop': `window.stop()`,
  'window.moveTo': `window.moveTo(500, 500)`,
  'window.resizeTo': `window.resizeTo(300, 300)`,
  'window.blur': `window.blur()`,
  'another frame': `(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://way-out.example/';
    const gone = new Promise((resolve) => {
      frame.onload = resolve;
      addEventListener('securitypolicyviolation', resolve, { once: true });
    });
    document.body.append(frame);
    return gone.then(() => {
      let reached = false;
      try { reached = frame.contentWindow.location.href.startsWith('https'); } catch { reached = false; }
      frame.remove();
      return reached;
    });
  })()`,
  'a frame that prints and alerts': `(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentWindow.print();
    frame.contentWindow.alert('out');
    const opened = frame.contentWindow.open('https://way-out.example/');
    frame.remove();
    return opened;
  })()`,
  'a frame with a page of its own': `(() => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<script>parent.wayOutRan = 1</' + 'script><a href="https://way-out.example/" target="_top">out</a>';
    const loaded = new Promise((resolve) => { frame.onload = resolve; });
    document.body.append(frame);
    return loaded.then(() => {
      frame.contentDocument?.querySelector('a')?.click();
      frame.remove();
      return globalThis.wayOutRan;
    });
  })()`,
  ...Object.fromEntries(
    ['object', 'embed', 'webview', 'portal', 'fencedframe', 'applet'].map((tag) => [
      `<${tag}>`,
      `(() => {
        const element = document.createElement('${tag}');
        element.setAttribute('${tag === 'object' ? 'data' : 'src'}', 'https://way-out.example/');
        document.body.append(element);
        element.remove();
      })()`,
    ]),
  ),
  'a script of its own': `(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.wayOutScript = 1';
    document.body.append(script);
    script.remove();
    return globalThis.wayOutScript;
  })()`,
  'a script from elsewhere': `new Promise((resolve) => {
    const script = document.createElement('script');
    Object.assign(script, { src: 'https://way-out.example/out.js', onload: () => resolve(1), onerror: () => resolve() });
    document.body.append(script);
    script.remove();
  })`,
  'full screen of an element': `document.body.requestFullscreen().then(() => 1)`,
  'leaving full screen': `document.exitFullscreen().then(() => 1)`,
  'the pointer': `document.body.requestPointerLock().then(() => 1)`,
  'the keyboard': `navigator.keyboard.lock().then(() => 0)`,
  'the orientation': `screen.orientation.lock('portrait').then(() => 1)`,
  'the place': `new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))`,
  'a notification': `Notification.requestPermission().then((answer) => answer === 'granted')`,
  'the camera': `navigator.mediaDevices.getUserMedia({ video: true })`,
  'the microphone': `navigator.mediaDevices.getUserMedia({ audio: true })`,
  'the screen': `navigator.mediaDevices.getDisplayMedia()`,
  'reading the clipboard': `navigator.clipboard.readText().then(() => 1)`,
  'writing the clipboard': `navigator.clipboard.writeText('out').then(() => 1)`,
  'copying by command': `(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.value = 'out';
    field.select();
    document.execCommand('copy');
    field.remove();
  })()`,
  'pasting by command': `(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    document.execCommand('paste');
    field.remove();
    return field.value;
  })()`,
  'MIDI devices': `navigator.requestMIDIAccess({ sysex: true })`,
  'Bluetooth devices': `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
  'USB devices': `navigator.usb.requestDevice({ filters: [] })`,
  'serial ports': `navigator.serial.requestPort()`,
  'HID devices': `navigator.hid.requestDevice({ filters: [] }).then((devices) => devices.length)`,
  'an idle detector': `IdleDetector.requestPermission().then((answer) => answer === 'granted')`,
  'installed fonts': `queryLocalFonts().then((fonts) => fonts.length)`,
  'the windows of all screens': `getScreenDetails()`,
  'a payment': `new PaymentRequest([{ supportedMethods: 'https://way-out.example/' }], { total: { label: 'out', amount: { currency: 'EUR', value: '1' } } }).show()`,
  credentials: `navigator.credentials.get({ password: true, mediation: 'required' })`,
  'a passkey': `navigator.credentials.create({ publicKey: { challenge: new Uint8Array(16), rp: { name: 'out' }, user: { id: new Uint8Array(16), name: 'out', displayName: 'out' }, pubKeyCredParams: [{ type: 'public-key', alg: -7 }] } })`,
  'a protocol of its own': `navigator.registerProtocolHandler('web+out', 'kiosk://app/index.html?%s')`,
  sharing: `navigator.share({ url: 'https://way-out.example/' }).then(() => 1)`,
  'a colour from the screen': `new EyeDropper().open()`,
  'a window that floats': `documentPictureInPicture.requestWindow()`,
  'a file to open': `showOpenFilePicker()`,
  'a file to save': `showSaveFilePicker()`,
  'a folder': `showDirectoryPicker()`,
  'a file system': `new Promise((resolve, reject) => webkitRequestFileSystem(1, 1, () => resolve(), reject))`,
  'a service worker': `navigator.serviceWorker.register('/start.js')`,
  'a worker from elsewhere': `new Promise((resolve, reject) => { const worker = new Worker('https://way-out.example/out.js'); worker.onerror = reject; })`,
  'a worker of its own': `new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
    worker.onmessage = () => resolve(1);
    worker.onerror = () => reject(new TypeError());
  })`,
  'a download': `(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: URL.createObjectURL(new Blob(['out'])), download: 'out.txt' });
    link.click();
  })()`,
  'a request to elsewhere': `fetch('https://way-out.example/').then(() => 1)`,
  'a request to elsewhere without reading': `fetch('https://way-out.example/', { mode: 'no-cors' }).then(() => 1)`,
  'a request to a file': `fetch('file:///etc/hostname').then(() => 1)`,
  'a request to another port of the hub': `fetch('http://127.0.0.1:9/').then(() => 1)`,
  'a beacon': `(navigator.sendBeacon('https://way-out.example/', 'out'), 0)`,
  'a web socket': `new Promise((resolve, reject) => {
    const socket = new WebSocket('wss://way-out.example/');
    socket.onopen = () => resolve(1);
    socket.onerror = () => reject(new TypeError());
  })`,
  'a stream of events': `new Promise((resolve, reject) => {
    const source = new EventSource('https://way-out.example/');
    source.onopen = () => resolve(1);
    source.onerror = () => { source.close(); reject(new TypeError()); };
  })`,
  'a picture from elsewhere': `new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(1);
    image.onerror = () => reject(new TypeError());
    image.src = 'https://way-out.example/out.png';
  })`,
  'a call between browsers': `(async () => {
    const call = new RTCPeerConnection({ iceServers: [{ urls: 'stun:way-out.example:3478' }] });
    call.createDataChannel('out');
    await call.setLocalDescription(await call.createOffer());
    const found = await new Promise((resolve) => {
      call.onicecandidate = ({ candidate }) => resolve(candidate?.candidate ?? '');
    });
    call.close();
    return found;
  })()`,
  ...Object.fromEntries(
    ['preconnect', 'prefetch', 'preload', 'prerender', 'modulepreload'].map((rel) => [
      `a hint: ${rel}`,
      `(() => {
          const link = document.createElement('link');
          Object.assign(link, { rel: '${rel}', href: 'https://${rel}.way-out.example/', as: 'script' });
          document.head.append(link);
        })()`,
    ]),
  ),
  'the program of Node': `typeof require === 'function' || typeof process === 'object'`,
  'more of main than its bridge': `Object.keys(globalThis.glimlach).toSorted().join() !== 'notify,request,subscribe'`,
  'a request main does not know': `glimlach.request('quit', null).then(() => 1)`,
};

/** Opens a chooser of the operating system, by a click. */
function chooser(type: string): WayOut {
  return {
    name: `<input type=${type}> clicked`,
    async attempt(locked) {
      await tryInPage(
        locked,
        `(() => {
          const input = document.createElement('input');
          Object.assign(input, { type: '${type}', id: 'way-out' });
          Object.assign(input.style, { position: 'fixed', inset: '0', inlineSize: '100%', blockSize: '100%', zIndex: '9999' });
          document.body.append(input);
        })()`,
      );
      await locked.desktop.click(1, 400, 400);
      await locked.kiosk.window.evaluate(
        () => new Promise<void>((done) => requestAnimationFrame(() => done())),
      );
      return tryInPage(
        locked,
        `(() => { const input = document.querySelector('#way-out'); input.click(); input.remove(); })()`,
      );
    },
  };
}

export const requests: readonly WayOut[] = [
  ...Object.entries(ASKED).map(([name, expression]) => ({
    name,
    attempt: (locked: Locked) => tryInPage(locked, expression),
  })),
  chooser('file'),
  chooser('color'),
];
