import '@fontsource-variable/figtree/wght.css';
import '../../renderer/look/kiosk.css';
import '../../renderer/staff/look/staff.css';
import axe from 'axe-core';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { drawQr } from '../../renderer/flow/qr-code.tsx';
import { FlowScreens } from '../../renderer/flow/flow-screens.tsx';
import { KioskScreens } from '../../renderer/screens/kiosk-screens.tsx';
import { NO_CONTROLS } from '../support/flow-controls.ts';
import { GALLERY_LANGUAGES } from './gallery-languages.ts';
import { COMMON, SCENES } from './scenes.ts';

declare global {
  interface Window {
    /** Shows a scene in a language; resolves when it stands as it will stay. */
    showScene: (name: string, language: string) => Promise<void>;
    axe: typeof axe;
  }
}

window.axe = axe;

const place = document.querySelector('#kiosk');
if (place === null) {
  throw new Error('The gallery has no place for a kiosk.');
}
const root = createRoot(place);

function nothing(): void {
  // Nobody presses a picture.
}

window.showScene = async (name, language) => {
  const scene = SCENES.find((each) => each.name === name);
  if (scene === undefined) {
    throw new Error(`There is no scene "${name}".`);
  }
  flushSync(() => {
    root.render(
      <KioskScreens
        key={`${name} ${language}`}
        {...COMMON}
        languages={GALLERY_LANGUAGES}
        language={language}
        keypadKeys={null}
        onPress={nothing}
        onButton={nothing}
        onLanguage={nothing}
        onActive={nothing}
        flow={NO_CONTROLS}
        flowScreens={FlowScreens}
        drawQr={drawQr}
        onEnrol={nothing}
        {...scene.props}
        staffMenu={scene.staffMenu?.(language)}
      />,
    );
  });
  await document.fonts.ready;
};
