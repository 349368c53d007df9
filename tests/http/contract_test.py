"""The HTTP API as docs and /openapi.json promise it: every operation, the conventions across them, every code of a refusal."""

import contract_conventions
import contract_design
import contract_errors
import contract_operations
import contract_past
import contract_repairs
import contract_reports
import contract_statistics
import contract_told
import onward_run

if __name__ == "__main__":
    onward_run.run([contract_operations, contract_conventions, contract_errors, contract_repairs, contract_past, contract_reports, contract_statistics, contract_told,
                    contract_design])
