"""Scenarios 1 to 10 of the shipped processes, through the HTTP API, with nothing but what a person or a system could do.

Once straight; once (`--killed`) with SIGKILL and a restart of the server between every two steps."""

import onward_run
import scenario_cross_sale
import scenario_month
import scenario_outreach
import scenario_standard_sale
import scenario_upsale

if __name__ == "__main__":
    onward_run.run([scenario_standard_sale, scenario_upsale, scenario_cross_sale, scenario_outreach, scenario_month])
