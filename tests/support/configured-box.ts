import { BoxConfiguration } from '../../contract/box-configuration.ts';

/** What a file says of a box with this driver, read as a terminal does. */
export function configuredBox<Driver extends BoxConfiguration['driver']>(
  driver: Driver,
  fields: object,
): Extract<BoxConfiguration, { driver: Driver }> {
  const configuration = BoxConfiguration.parse({ driver, ...fields });
  if (!isOf(driver, configuration)) {
    throw new Error(`The fields name another driver than ${driver}.`);
  }
  return configuration;
}

function isOf<Driver extends BoxConfiguration['driver']>(
  driver: Driver,
  configuration: BoxConfiguration,
): configuration is Extract<BoxConfiguration, { driver: Driver }> {
  return configuration.driver === driver;
}
