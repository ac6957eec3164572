import '../contract/without-eval.ts';
import '@fontsource-variable/figtree/wght.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import '@mantine/core/styles/Tooltip.css';
import './look/tokens.css';
import './look/base.css';
import './look/face.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { focusManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAlertSource } from './alerts/alert-source.ts';
import { createHubClient } from './api/hub-client.ts';
import { createHubClock } from './api/hub-clock.ts';
import { LanguageProvider } from './language/language-context.tsx';
import { theme } from './look/theme.ts';
import { createBrowserNoticePort } from './notices/browser-notice-port.ts';
import { createDesktopNotices } from './notices/desktop-notices.ts';
import { createBrowserPushPort } from './push/browser-push-port.ts';
import { openFromPush } from './push/open-from-push.ts';
import { createPushSubscriptions } from './push/push-subscription.ts';
import { createPreferences } from './session/preferences.ts';
import { createConsoleRouter } from './shell/router.tsx';
import { ServicesContext } from './shell/services.ts';
import type { Services } from './shell/services.ts';
import { createAlertSound } from './sound/alert-sound.ts';
import { unlockOnGesture } from './sound/unlock-on-gesture.ts';
import { createWebAudioSpeaker } from './sound/web-audio-speaker.ts';

const clock = createHubClock(Date.now);
const client = createHubClient({ fetch: (...request) => fetch(...request), clock });
const preferences = createPreferences(() => localStorage);
const sound = createAlertSound(createWebAudioSpeaker(), preferences);
unlockOnGesture(document, sound);
const services: Services = {
  client,
  clock,
  preferences,
  openSource: createAlertSource((address) => new EventSource(address)),
  sound,
  push: createPushSubscriptions(createBrowserPushPort(), client),
  notices: createDesktopNotices(createBrowserNoticePort(), preferences),
  browserLanguages: navigator.languages,
};
// Also when another window was in front of this one, which the library by itself does not notice.
focusManager.setEventListener((onFocus) => {
  const heard = (): void => onFocus();
  window.addEventListener('focus', heard);
  document.addEventListener('visibilitychange', heard);
  return () => {
    window.removeEventListener('focus', heard);
    document.removeEventListener('visibilitychange', heard);
  };
});
const queries = new QueryClient();
const router = createConsoleRouter({ queries, client });
openFromPush((path) => router.history.push(path));
const colorSchemes = localStorageColorSchemeManager({ key: 'glimlach.appearance' });

const element = document.querySelector('#console');
if (element === null) {
  throw new Error('The page has no element with id "console" to show the app in.');
}
createRoot(element).render(
  <StrictMode>
    <ServicesContext value={services}>
      <LanguageProvider>
        {/* Its style elements stay out, so that the page's policy can refuse them; `tokens.css` takes their place. */}
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={colorSchemes}
          withCssVariables={false}
          withGlobalClasses={false}
        >
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </LanguageProvider>
    </ServicesContext>
  </StrictMode>,
);
