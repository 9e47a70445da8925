"""Documents that people hold in their hands, composed from a Rapport and a Plan alone."""
