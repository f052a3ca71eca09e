{{ stage('strategy_indicators') }}
